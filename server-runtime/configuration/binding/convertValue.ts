import { ConfigurationError } from '../configurationError.ts';

/** Converts a setting to the type of an example value. Throws a ConfigurationError when it does not fit. */
export function convertValue(value: string, example: unknown, path: string): unknown {
  if (typeof example === 'number') return toNumber(value, path);
  if (typeof example === 'boolean') return toBoolean(value, path);
  if (typeof example === 'bigint') return toBigInt(value, path);
  if (example instanceof Date) return toDate(value, path);
  if (example instanceof URL) return toUrl(value, path);
  return value;
}

function toNumber(value: string, path: string): number {
  const text = value.trim();
  // Number() alone takes '' for 0, and Infinity.
  const number = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) throw cannotConvert(value, path, 'number');
  return number;
}

function toBoolean(value: string, path: string): boolean {
  const text = value.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw cannotConvert(value, path, 'boolean');
}

function toBigInt(value: string, path: string): bigint {
  const text = value.trim();
  if (!/^[+-]?\d+$/.test(text)) throw cannotConvert(value, path, 'bigint');
  return BigInt(text);
}

function toDate(value: string, path: string): Date {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw cannotConvert(value, path, 'Date');
  return date;
}

function toUrl(value: string, path: string): URL {
  if (!URL.canParse(value)) throw cannotConvert(value, path, 'URL');
  return new URL(value);
}

function cannotConvert(value: string, path: string, type: string): ConfigurationError {
  return new ConfigurationError(
    'format',
    `Failed to convert configuration value '${value}' at '${path}' to type '${type}'.`,
  );
}
