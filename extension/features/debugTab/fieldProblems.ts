import type {
  LaunchDiagnostic,
  LaunchProfile,
  TextRange,
} from '../../../server-runtime/launch/model.ts';
import type { FormSource } from './formModel.ts';
import type { FieldProblem, IisForm } from './protocol.ts';
import { shownVariables } from './shownVariables.ts';

/** What is wrong with a profile, by the field of the form that it stands at. */
export function fieldProblems(
  { text, settings, diagnostics, words }: FormSource,
  profile: LaunchProfile,
  iisSection: IisForm['section'] | undefined,
): Record<string, FieldProblem[]> {
  const problems: Record<string, FieldProblem[]> = {};
  const binding = iisSection && settings.iisSettings?.[iisSection];
  const fieldOf = ({ range, path }: LaunchDiagnostic): string | undefined => {
    if (!range) return undefined;
    if (iisSection && Object.hasOwn(authenticationFields, path)) return authenticationFields[path];
    if (within(range, binding?.applicationUrlRange)) return 'iis.applicationUrl';
    if (within(range, binding?.sslPortRange)) return 'iis.sslPort';
    if (!within(range, profile.range)) return undefined;
    return fieldAt(text, profile, range);
  };
  for (const diagnostic of diagnostics) {
    const field = fieldOf(diagnostic);
    if (field === undefined) continue;
    const { severity } = diagnostic;
    const message = words.sayText(diagnostic.text);
    const there = (problems[field] ??= []);
    if (!there.some((known) => known.message === message)) there.push({ severity, message });
  }
  return problems;
}

const authenticationFields: Readonly<Record<string, string>> = {
  'iisSettings.anonymousAuthentication': 'iis.anonymous',
  'iisSettings.windowsAuthentication': 'iis.windows',
};

const ownFields = new Set([
  'commandName',
  'commandLineArgs',
  'executablePath',
  'workingDirectory',
  'launchBrowser',
  'launchUrl',
  'ancmHostingModel',
  'server',
]);

function fieldAt(text: string, profile: LaunchProfile, range: TextRange): string {
  const property = profile.properties.find((candidate) => within(range, candidate.range));
  const name = property?.knownAs;
  if (!property || name === undefined) return 'profile';
  if (name === 'environmentVariables') {
    const shown = shownVariables(profile.environmentVariables);
    const index = shown.findIndex((entry) => within(range, entry.range));
    return index < 0 ? 'environment' : `env:${index}`;
  }
  if (name === 'applicationUrl') return urlField(text, property.valueRange, range);
  return ownFields.has(name) ? name : 'profile';
}

/** Empty addresses between two `;` are no rows of the form. */
function urlField(text: string, value: TextRange | undefined, range: TextRange): string {
  if (!value || range.offset <= value.offset) return 'url:0';
  const before = text.slice(value.offset + 1, range.offset);
  return `url:${
    before
      .split(';')
      .slice(0, -1)
      .filter((url) => url.trim() !== '').length
  }`;
}

function within(inner: TextRange, outer: TextRange | undefined): boolean {
  return (
    outer !== undefined &&
    inner.offset >= outer.offset &&
    inner.offset + inner.length <= outer.offset + outer.length
  );
}
