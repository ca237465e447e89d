/** Where the settings of a host come from at least: something that can list its keys, as a configuration can. */
export interface SettingsSource {
  /** Full keys, `:` between their parts, and values. */
  entries(): Iterable<readonly [string, string | undefined]>;
}

/** The flat settings of a host. Keys match whatever their case; the last writer wins. */
export class Settings {
  readonly #values = new Map<string, { key: string; value: string }>();

  /** Undefined when absent. */
  get(key: string): string | undefined {
    return this.#values.get(key.toLowerCase())?.value;
  }

  /** Undefined removes. */
  set(key: string, value: string | undefined): void {
    if (value === undefined) this.#values.delete(key.toLowerCase());
    else this.#values.set(key.toLowerCase(), { key, value });
  }

  /** True for `true`, in any case, and `1`. */
  getBoolean(key: string): boolean {
    const value = this.get(key);
    return value === '1' || value?.toLowerCase() === 'true';
  }

  /** The parts between semicolons, without empty ones. */
  getList(key: string): string[] {
    return (this.get(key) ?? '')
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  /** Each key, as it was set last, and its value. */
  *entries(): Iterable<[string, string]> {
    for (const { key, value } of this.#values.values()) yield [key, value];
  }
}
