import { formatScope } from '../formatMessage.ts';
import type { LogEntry } from '../logEntry.ts';
import { formatError } from './formatError.ts';

const words = ['trce', 'dbug', 'info', 'warn', 'fail', 'crit'];
const gray = '\u001b[40m\u001b[37m';
// Foreground and background of each level, as .NET's console sets them.
const colors = [
  gray,
  gray,
  '\u001b[40m\u001b[32m',
  '\u001b[40m\u001b[1m\u001b[33m',
  '\u001b[41m\u001b[30m',
  '\u001b[41m\u001b[1m\u001b[37m',
];
const reset = '\u001b[39m\u001b[22m\u001b[49m';
const indent = '      ';
const lineBreak = /\r\n|\n|\r/g;

/** What the simple format needs to know. */
export interface SimpleFormat {
  readonly colors: boolean;
  readonly singleLine: boolean;
  /** Already formatted; goes first. */
  readonly timestamp: string;
}

/** An entry for people: level and category on the first line, the rest indented by six. */
export function formatSimple(entry: LogEntry, format: SimpleFormat): string {
  const word = words[entry.level] as string;
  const level = format.colors ? `${colors[entry.level]}${word}${reset}` : word;
  const head = `${format.timestamp}${level}: ${entry.category}[${entry.eventId}]`;
  const scopes = entry.scopes.map((scope) => `=> ${formatScope(scope)}`).join(' ');
  const error = entry.error === undefined ? '' : formatError(entry.error);
  const parts = [scopes, entry.message, error].filter((part) => part !== '');
  if (format.singleLine) return `${[head, ...parts].join(' ').replace(lineBreak, ' ')}\n`;
  let text = `${head}\n`;
  for (const part of parts) {
    text += `${indent}${part.replace(lineBreak, `\n${indent}`)}\n`;
  }
  return text;
}
