import { identifierSequence } from '../../../primitives/identifierSequence.ts';

/** Identifier of a connection. */
export const nextConnectionId = identifierSequence();
