import type { CodePlace, FailureParams } from '../contracts/controlMessages.ts';
import { type FailureWords, failureWords } from '../contracts/failureWords.ts';
import type { LocalizableText } from '../contracts/localizableText.ts';

export interface LaunchFailureOptions {
  /** The last lines that the failed process wrote, oldest first. */
  output?: string[];
  /** True: these lines were passed on to our own output already, so a terminal has them. Default false. */
  isOutputShown?: boolean;
  /** What would help, one sentence each. */
  help?: readonly (LocalizableText | string)[];
  /** The port that the failure is about, and the process that holds it. */
  port?: number | undefined;
  portOwner?: number | undefined;
  /** Where in the person's own code it happened. */
  place?: CodePlace | undefined;
  /** Exit code for the host. Default 1. */
  exitCode?: number;
  /** The error behind it. */
  cause?: unknown;
}

/** Why a launch failed, worded for a person: what the control channel's `failure` message says. */
export class LaunchFailure extends Error {
  override readonly name = 'LaunchFailure';
  /** Stable identifier, as `address-in-use`. */
  readonly code: string;
  readonly output: string[];
  readonly isOutputShown: boolean;
  readonly exitCode: number;
  readonly #words: FailureWords;
  readonly #facts: Pick<FailureParams, 'port' | 'portOwner' | 'place'>;

  constructor(
    code: string,
    text: LocalizableText | string,
    {
      output = [],
      isOutputShown = false,
      help = [],
      port,
      portOwner,
      place,
      exitCode = 1,
      cause,
    }: LaunchFailureOptions = {},
  ) {
    const words = failureWords(text, help);
    super(words.message, { cause });
    this.#words = words;
    this.code = code;
    this.output = output;
    this.isOutputShown = isOutputShown;
    this.exitCode = exitCode;
    this.#facts = {
      ...(port !== undefined && { port }),
      ...(portOwner !== undefined && { portOwner }),
      ...(place && { place }),
    };
  }

  /** The message of the control channel. */
  toParams(): FailureParams {
    const { code, output } = this;
    return { code, output, ...this.#words, ...this.#facts };
  }
}
