import { formatScope } from '../formatMessage.ts';
import type { LogEntry } from '../logEntry.ts';
import { formatError } from './formatError.ts';

/** Severities of syslog, by log level: the journal sorts and colours by them. */
const severities = [7, 7, 6, 4, 3, 2];

/** An entry as one line for the journal, its severity first. */
export function formatSystemd(entry: LogEntry, timestamp: string): string {
  const scopes = entry.scopes.map((scope) => ` => ${formatScope(scope)}`).join('');
  const error = entry.error === undefined ? '' : ` ${formatError(entry.error)}`;
  const rest = `${timestamp}${entry.category}[${entry.eventId}]${scopes} ${entry.message}${error}`;
  return `<${severities[entry.level]}>${rest.replace(/\r\n|\n|\r/g, ' ')}\n`;
}
