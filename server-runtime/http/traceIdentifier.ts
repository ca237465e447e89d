import { identifierSequence } from '../primitives/identifierSequence.ts';

/** An identifier for a request of a server that has none. */
export const nextTraceIdentifier = identifierSequence();
