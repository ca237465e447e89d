import { localizableText } from '../contracts/localizableText.ts';

/** What is told of an address that cannot be read. */
export const addressExample = localizableText(
  'An address looks like {0}.',
  'http://localhost:5000',
);
