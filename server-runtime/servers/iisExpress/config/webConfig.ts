import {
  inEnglish,
  type LocalizableText,
  localizableText,
} from '../../../contracts/localizableText.ts';
import type { ModuleOptions } from '../moduleOptions.ts';
import { parseXml } from './parseXml.ts';
import { type XmlElement, XmlError } from './xmlElement.ts';

/** What a web.config says that matters here. */
export interface WebConfig {
  /** The aspNetCore element's processPath; may hold `%NAME%`. */
  processPath: string | undefined;
  /** One command line, to be split as Windows does. */
  arguments: string;
  /** Attributes that are there; the others keep their defaults. */
  module: Partial<ModuleOptions>;
  /** requestLimits' maxAllowedContentLength in bytes. */
  maxRequestBodySize: number | undefined;
}

/** A web.config that is wrong, with where. */
export class WebConfigError extends Error {
  /** Counts from 1. */
  readonly line: number;
  /** What the message says, in parts. */
  readonly text: LocalizableText;

  constructor(problem: LocalizableText, line: number) {
    const text = localizableText('web.config, line {0}: {1}.', line, problem);
    super(inEnglish(text));
    this.name = 'WebConfigError';
    this.line = line;
    this.text = text;
  }
}

/** Reads a web.config. Throws {@link WebConfigError}. */
export function parseWebConfig(text: string): WebConfig {
  try {
    return readConfiguration(parseXml(text));
  } catch (error) {
    if (error instanceof XmlError) throw new WebConfigError(error.text, error.line);
    throw error;
  }
}

function readConfiguration(root: XmlElement): WebConfig {
  if (root.name !== 'configuration') {
    throw new XmlError(
      localizableText('the root element is <{0}>, not <configuration>', root.name),
      root.line,
    );
  }
  // What `dotnet publish` writes stands in a location element for the site itself.
  const scopes = [
    root,
    ...children(root, 'location').filter((location) =>
      ['', '.'].includes(location.attributes.get('path') ?? '.'),
    ),
  ];
  const servers = scopes.flatMap((scope) => children(scope, 'system.webServer'));
  const element = servers.flatMap((server) => children(server, 'aspNetCore')).at(-1);
  const limits = servers
    .flatMap((server) => children(server, 'security'))
    .flatMap((security) => children(security, 'requestFiltering'))
    .flatMap((filtering) => children(filtering, 'requestLimits'))
    .at(-1);
  return {
    processPath: element?.attributes.get('processPath') || undefined,
    arguments: element?.attributes.get('arguments') ?? '',
    module: element ? readModule(element) : {},
    maxRequestBodySize: limits && readInteger(limits, 'maxAllowedContentLength', 0, 0xffffffff),
  };
}

function readModule(element: XmlElement): Partial<ModuleOptions> {
  const { attributes } = element;
  checkHostingModel(element);
  const options: Record<string, unknown> = {
    startupTimeLimit: readInteger(element, 'startupTimeLimit', 0, 3600),
    shutdownTimeLimit: readInteger(element, 'shutdownTimeLimit', 0, 600),
    rapidFailsPerMinute: readInteger(element, 'rapidFailsPerMinute', 0, 100),
    requestTimeout: readTimeSpan(element, 'requestTimeout'),
    stdoutLogEnabled: readBoolean(element, 'stdoutLogEnabled'),
    stdoutLogFile: attributes.get('stdoutLogFile'),
    processesPerApplication: readInteger(element, 'processesPerApplication', 1, 100),
    forwardWindowsAuthToken: readBoolean(element, 'forwardWindowsAuthToken'),
    disableStartUpErrorPage: readBoolean(element, 'disableStartUpErrorPage'),
    environmentVariables: readVariables(element),
    recycleOnFileChange: readFiles(element),
    forwardResponseConnectionHeader: readHandlerSwitch(element, 'forwardResponseConnectionHeader'),
  };
  for (const name of Object.keys(options)) {
    if (options[name] === undefined) delete options[name];
  }
  return options;
}

/** In-process hosting is IIS' own: here the worker is a process, as with `outofprocess`. Other words are mistakes. */
function checkHostingModel(element: XmlElement): void {
  const model = element.attributes.get('hostingModel') ?? '';
  if (['', 'inprocess', 'outofprocess'].includes(model.toLowerCase())) return;
  throw new XmlError(
    localizableText("hostingModel is '{0}', and can be 'inprocess' or 'outofprocess'", model),
    element.line,
  );
}

function readVariables(element: XmlElement): Record<string, string> | undefined {
  const lists = children(element, 'environmentVariables');
  if (lists.length === 0) return undefined;
  const variables: Record<string, string> = {};
  for (const entry of lists.flatMap((list) => list.children)) {
    if (entry.name === 'clear') {
      for (const name of Object.keys(variables)) delete variables[name];
    } else if (entry.name === 'environmentVariable') {
      const name = entry.attributes.get('name');
      if (!name)
        throw new XmlError(localizableText('an environmentVariable has no name'), entry.line);
      variables[name] = entry.attributes.get('value') ?? '';
    }
  }
  return variables;
}

function readFiles(element: XmlElement): string[] | undefined {
  const lists = children(element, 'recycleOnFileChange');
  if (lists.length === 0) return undefined;
  return lists
    .flatMap((list) => children(list, 'file'))
    .flatMap((file) => file.attributes.get('path') ?? []);
}

/** A handlerSetting; like the module, it counts as off unless its value is true. The last one of a name wins. */
function readHandlerSwitch(element: XmlElement, name: string): boolean | undefined {
  let value: boolean | undefined;
  for (const entry of children(element, 'handlerSettings').flatMap((list) => list.children)) {
    if (entry.name === 'clear') value = undefined;
    else if (entry.name === 'handlerSetting' && isSetting(entry, name)) {
      value = /^(?:true|1)$/i.test(entry.attributes.get('value') ?? '');
    }
  }
  return value;
}

function isSetting(entry: XmlElement, name: string): boolean {
  const setting = entry.attributes.get('name');
  if (!setting) throw new XmlError(localizableText('a handlerSetting has no name'), entry.line);
  return setting.toLowerCase() === name.toLowerCase();
}

function readInteger(
  element: XmlElement,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const text = element.attributes.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new XmlError(
      localizableText("{0} is '{1}', and must be from {2} to {3}", name, text, min, max),
      element.line,
    );
  }
  return value;
}

function readBoolean(element: XmlElement, name: string): boolean | undefined {
  const text = element.attributes.get(name);
  if (text === undefined) return undefined;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw new XmlError(
    localizableText("{0} is '{1}', and must be 'true' or 'false'", name, text),
    element.line,
  );
}

/** `[d.]hh:mm:ss`, in seconds, up to 360 hours. */
function readTimeSpan(element: XmlElement, name: string): number | undefined {
  const text = element.attributes.get(name);
  if (text === undefined) return undefined;
  const match = /^(?:(\d{1,2})\.)?(\d{1,3}):([0-5]?\d):([0-5]?\d)$/.exec(text);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = (match ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  if (!match || total > 360 * 3600) {
    throw new XmlError(
      localizableText(
        "{0} is '{1}', and must be a time like 00:02:00, up to 360 hours",
        name,
        text,
      ),
      element.line,
    );
  }
  return total;
}

function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
