import { formatScope } from '../formatMessage.ts';
import type { LogEntry } from '../logEntry.ts';
import type { LogState } from '../logger.ts';
import { logLevelNames } from '../logLevel.ts';
import { formatError } from './formatError.ts';

/** An entry as one line of JSON with .NET's property names. */
export function formatJson(entry: LogEntry, timestamp: string, includeScopes: boolean): string {
  const line: Record<string, unknown> = {};
  if (timestamp !== '') line['Timestamp'] = timestamp;
  line['EventId'] = entry.eventId;
  line['LogLevel'] = logLevelNames[entry.level];
  line['Category'] = entry.category;
  line['Message'] = entry.message;
  if (entry.error !== undefined) line['Exception'] = formatError(entry.error);
  if (entry.state !== undefined) {
    line['State'] = {
      Message: entry.message,
      ...toJsonValues(entry.state),
      '{OriginalFormat}': entry.template,
    };
  }
  if (includeScopes) {
    line['Scopes'] = entry.scopes.map((scope) =>
      typeof scope === 'string' ? scope : { Message: formatScope(scope), ...toJsonValues(scope) },
    );
  }
  return `${JSON.stringify(line)}\n`;
}

/** Values that JSON can hold: what it cannot is written as text. */
function toJsonValues(state: LogState): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(state)) values[name] = toJsonValue(value);
  return values;
}

function toJsonValue(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (value instanceof Error) return formatError(value);
  if (typeof value !== 'object' || value === null) return value;
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return formatError(value);
  }
}
