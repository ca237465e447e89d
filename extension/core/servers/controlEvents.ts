import {
  type CodePlace,
  ControlMethods,
  type FailureParams,
  type ProcessParams,
  type ServerState,
} from '../../../server-runtime/contracts/controlMessages.ts';
import type { LocalizableText } from '../../../server-runtime/contracts/localizableText.ts';
import { readLocalizableText } from './readLocalizableText.ts';
import type { ServerEvent } from './serverSnapshot.ts';

/** Says a text of the host in the editor's language. */
export type SayText = (text: LocalizableText | string) => string;

const states = new Set<unknown>([
  'stopped',
  'starting',
  'listening',
  'degraded',
  'stopping',
  'failed',
] satisfies ServerState[]);
const processEvents = new Set<unknown>(['started', 'listening', 'exited']);
const roles = new Set<unknown>(['host', 'worker', 'app']);
const runtimes = new Set<unknown>(['node', 'dotnet', 'other']);

/**
 * Reads a notification of a host; undefined when its shape is not the one of the contract. A failure is put into the
 * editor's language here, so that all who show it need not know of others.
 */
export function controlEvent(
  method: string,
  params: unknown,
  sayText: SayText,
): ServerEvent | undefined {
  if (!isRecord(params)) return undefined;
  switch (method) {
    case ControlMethods.state:
      return states.has(params['state'])
        ? { type: 'state', state: params['state'] as ServerState }
        : undefined;
    case ControlMethods.addresses: {
      const addresses = strings(params['addresses']);
      return addresses && { type: 'addresses', addresses };
    }
    case ControlMethods.process:
      return isProcess(params) ? { type: 'process', process: params } : undefined;
    case ControlMethods.failure: {
      const failure = readFailure(params, sayText);
      return failure && { type: 'failure', failure };
    }
    default:
      return undefined;
  }
}

function isProcess(
  params: Record<string, unknown>,
): params is Record<string, unknown> & ProcessParams {
  return (
    processEvents.has(params['event']) &&
    Number.isInteger(params['pid']) &&
    roles.has(params['role']) &&
    runtimes.has(params['runtime']) &&
    typeof params['name'] === 'string' &&
    (params['address'] === undefined || typeof params['address'] === 'string')
  );
}

function readFailure(params: Record<string, unknown>, sayText: SayText): FailureParams | undefined {
  const { code, message, port, portOwner, place } = params;
  const output = strings(params['output'] ?? []);
  const help = strings(params['help'] ?? []);
  return typeof code === 'string' && typeof message === 'string' && output && help
    ? {
        ...{ code, output, ...(readWords(params['texts'], sayText) ?? { message, help }) },
        ...(typeof port === 'number' && { port }),
        ...(typeof portOwner === 'number' && { portOwner }),
        ...(isPlace(place) && { place }),
      }
    : undefined;
}

/** What a failure says, from its parts; undefined when there are none, as from a host that knows English only. */
function readWords(
  texts: unknown,
  sayText: SayText,
): Pick<FailureParams, 'message' | 'help'> | undefined {
  if (!isRecord(texts) || !Array.isArray(texts['help'])) return undefined;
  const message = readLocalizableText(texts['message']);
  const help = texts['help'].map((text) => readLocalizableText(text));
  if (message === undefined || !help.every((text) => text !== undefined)) return undefined;
  return { message: sayText(message), help: help.map(sayText) };
}

function isPlace(value: unknown): value is CodePlace {
  return (
    isRecord(value) &&
    typeof value['file'] === 'string' &&
    [value['line'], value['column']].every(
      (number) => number === undefined || Number.isInteger(number),
    )
  );
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
