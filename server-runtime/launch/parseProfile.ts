import type { Node } from 'jsonc-parser';
import { effectiveCommandName } from './commandNames.ts';
import type { DiagnosticCode } from './diagnosticCodes.ts';
import { jsonPath } from './jsonPath.ts';
import { membersOf, rangeOf, valueOf, type JsonMember } from './jsonTree.ts';
import { localizableText, type LocalizableText } from '../contracts/localizableText.ts';
import type { LaunchProfile, ProfileProperty } from './model.ts';
import { parseEnvironment } from './parseEnvironment.ts';
import { describeProperty, knownPropertyName } from './propertyCatalogue.ts';
import { nameOfType, type ValueReader } from './valueReader.ts';

/** Reads one member of `profiles`. Undefined when its value is not an object. */
export function parseProfile(member: JsonMember, reader: ValueReader): LaunchProfile | undefined {
  const path = jsonPath('profiles', member.name);
  const firstDiagnostic = reader.diagnostics.length;
  if (member.node && member.node.type !== 'object') {
    reader.report(
      'not-an-object',
      localizableText('The profile must be an object, not {0}.', nameOfType(member.node)),
      {
        path,
        range: rangeOf(member.node),
      },
    );
    return undefined;
  }
  const members = membersOf(member.node);
  const nodes = effectiveNodes(members, member.name, reader);
  const command = effectiveCommandName({
    commandName: plainString(nodes.get('commandName')),
    executablePath: plainString(nodes.get('executablePath')),
  });
  const place = (name: string) => {
    const description = describeProperty(name);
    const isUsed = description?.usedBy.includes(command) ?? false;
    return {
      path: jsonPath('profiles', member.name, name),
      severity: isUsed ? 'error' : 'warning',
      readByDotnetRun: description?.readByDotnetRun ?? false,
    } as const;
  };
  // Most properties are absent, and a place costs more than a look: files may hold a thousand profiles.
  const string = (name: string) => {
    const node = nodes.get(name);
    return node && reader.string(node, place(name));
  };
  const boolean = (name: string) => {
    const node = nodes.get(name);
    return node && reader.boolean(node, place(name));
  };
  const properties = members.map(toProperty);

  return {
    name: member.name,
    commandName: string('commandName') ?? '',
    commandLineArgs: string('commandLineArgs'),
    executablePath: string('executablePath'),
    workingDirectory: string('workingDirectory'),
    launchBrowser: boolean('launchBrowser'),
    launchUrl: string('launchUrl'),
    applicationUrl: string('applicationUrl'),
    environmentVariables: parseEnvironment(
      nodes.get('environmentVariables'),
      place('environmentVariables'),
      reader,
    ),
    dotnetRunMessages: boolean('dotnetRunMessages'),
    hotReloadEnabled: boolean('hotReloadEnabled'),
    nativeDebugging: boolean('nativeDebugging'),
    sqlDebugging: boolean('sqlDebugging'),
    jsWebView2Debugging: boolean('jsWebView2Debugging'),
    remoteDebugEnabled: boolean('remoteDebugEnabled'),
    remoteDebugMachine: string('remoteDebugMachine'),
    authenticationMode: string('authenticationMode'),
    externalUrlConfiguration: boolean('externalUrlConfiguration'),
    inspectUri: string('inspectUri'),
    use64Bit: boolean('use64Bit'),
    ancmHostingModel: string('ancmHostingModel'),
    leaveRunningOnClose: boolean('leaveRunningOnClose'),
    server: string('server'),
    properties,
    unknownProperties: properties.filter((property) => property.knownAs === undefined),
    diagnostics: reader.diagnostics.slice(firstDiagnostic),
    range: member.range,
    nameRange: member.nameRange,
    valueRange: member.node && rangeOf(member.node),
  };
}

/** The node that counts for each known property: of the exact key the last one, else the last in another case. */
function effectiveNodes(
  members: readonly JsonMember[],
  profileName: string,
  reader: ValueReader,
): Map<string, Node | undefined> {
  const chosen = new Map<string, JsonMember>();
  for (const member of members) {
    const name = describeProperty(member.name)?.name ?? member.name;
    const report = (code: DiagnosticCode, text: LocalizableText) => {
      const path = jsonPath('profiles', profileName, member.name);
      reader.report(code, text, { path, range: member.nameRange });
    };
    if (member.name !== name) {
      report(
        'property-case',
        localizableText(
          "'{0}' should be '{1}': Visual Studio and newer `dotnet run` ignore it.",
          member.name,
          name,
        ),
      );
    }
    const earlier = chosen.get(name);
    if (earlier?.name === member.name) {
      report(
        'duplicate-property',
        localizableText('{0} stands here more than once: the last one counts.', name),
      );
    }
    if (earlier === undefined || member.name === name || earlier.name !== name) {
      chosen.set(name, member);
    }
  }
  return new Map([...chosen].map(([name, member]) => [name, member.node]));
}

function toProperty(member: JsonMember): ProfileProperty {
  return {
    name: member.name,
    knownAs: knownPropertyName(member.name),
    value: valueOf(member.node),
    range: member.range,
    nameRange: member.nameRange,
    valueRange: member.node && rangeOf(member.node),
  };
}

function plainString(node: Node | undefined): string {
  return node?.type === 'string' ? String(node.value) : '';
}
