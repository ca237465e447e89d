import type { Configuration, ConfigurationSection } from '../configuration.ts';
import { convertValue } from './convertValue.ts';
import { toPlainObject } from './toPlainObject.ts';

/** Sets the properties of an object from the keys of the same name; see Configuration.bind. */
export function bindObject<T extends object>(source: Configuration, target: T): T {
  const names = settableNames(target);
  const properties = target as Record<string, unknown>;
  for (const child of source.getChildren()) {
    const name = names.get(child.key.toLowerCase());
    if (name === undefined) continue;
    const current = properties[name];
    if (typeof current === 'function') continue;
    const bound = bindValue(child, current);
    if (bound !== undefined && bound !== current) properties[name] = bound;
  }
  return target;
}

/** What a property becomes; undefined leaves it as it is. */
function bindValue(section: ConfigurationSection, current: unknown): unknown {
  const { value } = section;
  if (Array.isArray(current)) return bindArray(section, current);
  if (current instanceof Map) return bindMap(section, current as Map<unknown, unknown>);
  if (current instanceof Date || current instanceof URL || typeof current !== 'object') {
    if (value === undefined) return current === undefined ? unset(section) : undefined;
    return value === '' && typeof current !== 'string'
      ? undefined
      : convertValue(value, current, section.path);
  }
  return current === null ? (value ?? unset(section)) : bindObject(section, current);
}

/** For a property without a type: what is there. */
function unset(section: ConfigurationSection): unknown {
  return section.hasChildren() ? toPlainObject(section) : undefined;
}

/** Replaces the elements. The first one that is there now tells their type. */
function bindArray(section: ConfigurationSection, current: readonly unknown[]): unknown[] {
  const [example] = current;
  return section.getChildren().map((child) => {
    if (child.hasChildren()) return toPlainObject(child);
    return convertValue(child.value ?? '', example, child.path);
  });
}

/** Adds to the map, keys as written. */
function bindMap(section: ConfigurationSection, current: Map<unknown, unknown>): undefined {
  const [example] = current.values();
  for (const child of section.getChildren()) {
    const value = child.hasChildren()
      ? toPlainObject(child)
      : convertValue(child.value ?? '', example, child.path);
    current.set(child.key, value);
  }
}

/** Names of the properties that can be assigned, by lower-case name: own ones, and setters of the class. */
function settableNames(target: object): Map<string, string> {
  const names = new Map<string, string>();
  for (
    let owner: object | null = target;
    owner !== null && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (property.set === undefined && property.writable !== true) continue;
      if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    }
  }
  return names;
}
