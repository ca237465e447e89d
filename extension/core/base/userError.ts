import {
  inEnglish,
  type LocalizableText,
} from '../../../server-runtime/contracts/localizableText.ts';

export type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';

/** Something that helps at one click. */
export interface UserErrorAction {
  /** In the editor's language. */
  readonly title: string;
  readonly run: () => unknown;
}

export interface UserErrorOptions {
  /** Stable identifier, as `node-not-found`; for logs and tests. */
  readonly code?: string;
  /** What would help, one sentence each. */
  readonly help?: readonly string[];
  /** What would help and can be done from the message. */
  readonly actions?: readonly UserErrorAction[];
}

/** Something that a person can act on: shown without a stack. Everything else that is thrown is a defect. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly help: readonly string[];
  readonly actions: readonly UserErrorAction[];
  /** What to show: in the editor's language already, or still to be said in it. */
  readonly text: LocalizableText | string;

  constructor(
    text: LocalizableText | string,
    { code = 'user-error', help = [], actions = [] }: UserErrorOptions = {},
  ) {
    super(typeof text === 'string' ? text : inEnglish(text));
    this.text = text;
    this.code = code;
    this.help = help;
    this.actions = actions;
  }
}
