import type { Node } from 'jsonc-parser';
import { jsonPath } from './jsonPath.ts';
import { membersOf, rangeOf } from './jsonTree.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type { IisBinding, IisSettings } from './model.ts';
import { outerPropertyNames } from './propertyCatalogue.ts';
import { nameOfType, type ValueReader } from './valueReader.ts';

/** Reads `iisSettings`. Undefined when it is not an object. */
export function parseIisSettings(node: Node, reader: ValueReader): IisSettings | undefined {
  if (!isObject(node, 'iisSettings', reader)) return undefined;
  let windowsAuthentication = false;
  let anonymousAuthentication = true;
  let iisExpress: IisBinding | undefined;
  let iis: IisBinding | undefined;
  for (const [name, value] of knownMembers(node, 'iisSettings', reader)) {
    const place = { path: jsonPath('iisSettings', name) };
    if (name === 'windowsAuthentication') {
      windowsAuthentication = reader.boolean(value, place) ?? false;
    } else if (name === 'anonymousAuthentication') {
      anonymousAuthentication = reader.boolean(value, place) ?? true;
    } else if (name === 'iisExpress' && value) {
      iisExpress = parseBinding(value, name, reader);
    } else if (name === 'iis' && value) {
      iis = parseBinding(value, name, reader);
    }
  }
  return { windowsAuthentication, anonymousAuthentication, iisExpress, iis, range: rangeOf(node) };
}

function parseBinding(node: Node, site: string, reader: ValueReader): IisBinding | undefined {
  if (!isObject(node, `iisSettings.${site}`, reader)) return undefined;
  let applicationUrl: string | undefined;
  let sslPort = 0;
  let applicationUrlNode: Node | undefined;
  let sslPortNode: Node | undefined;
  for (const [name, value] of knownMembers(node, `iisSettings.${site}`, reader)) {
    const place = { path: jsonPath('iisSettings', site, name) };
    if (name === 'applicationUrl') {
      applicationUrl = reader.string(value, place);
      applicationUrlNode = value;
    } else if (name === 'sslPort') {
      sslPort = reader.port(value, place) ?? 0;
      sslPortNode = value;
    }
  }
  return {
    applicationUrl,
    sslPort,
    applicationUrlRange: applicationUrlNode && rangeOf(applicationUrlNode),
    sslPortRange: sslPortNode && rangeOf(sslPortNode),
  };
}

/** The members by their known names: those of the exact name last, so that they count before others. */
function knownMembers(
  node: Node,
  path: string,
  reader: ValueReader,
): (readonly [name: string, value: Node | undefined])[] {
  const members = membersOf(node).map(({ name, nameRange, node: value }) => {
    const folded = name.toLowerCase();
    const known = outerPropertyNames.find((one) => one.toLowerCase() === folded) ?? name;
    if (known !== name) {
      const text = localizableText("'{0}' should be '{1}': other tools ignore it.", name, known);
      reader.report('property-case', text, { path: `${path}.${name}`, range: nameRange });
    }
    return { known, isExact: known === name, value };
  });
  return members
    .toSorted((a, b) => Number(a.isExact) - Number(b.isExact))
    .map(({ known, value }) => [known, value] as const);
}

function isObject(node: Node, path: string, reader: ValueReader): boolean {
  if (node.type === 'object') return true;
  reader.report(
    'not-an-object',
    localizableText('{0} must be an object, not {1}.', path, nameOfType(node)),
    {
      path,
      range: rangeOf(node),
    },
  );
  return false;
}
