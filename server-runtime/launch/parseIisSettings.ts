import type { Node } from 'jsonc-parser';
import { jsonPath } from './jsonPath.ts';
import { membersOf, rangeOf } from './jsonTree.ts';
import { localizableText } from '../contracts/localizableText.ts';
import type { IisBinding, IisSettings } from './model.ts';
import { nameOfType, type ValueReader } from './valueReader.ts';

/** Reads `iisSettings`. Undefined when it is not an object. */
export function parseIisSettings(node: Node, reader: ValueReader): IisSettings | undefined {
  if (!isObject(node, 'iisSettings', reader)) return undefined;
  let windowsAuthentication = false;
  let anonymousAuthentication = true;
  let iisExpress: IisBinding | undefined;
  let iis: IisBinding | undefined;
  for (const { name, node: value } of membersOf(node)) {
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
  for (const { name, node: value } of membersOf(node)) {
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
