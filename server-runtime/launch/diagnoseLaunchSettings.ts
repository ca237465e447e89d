import { diagnoseAddresses } from './diagnoseAddresses.ts';
import { diagnoseCommands } from './diagnoseCommands.ts';
import { diagnoseComments } from './diagnoseComments.ts';
import { diagnoseDefaultProfile } from './diagnoseDefaultProfile.ts';
import { diagnoseProperties } from './diagnoseProperties.ts';
import type { LaunchDiagnostic, LaunchSettings } from './model.ts';
import type { ProjectKind } from './projectKind.ts';

/** What the findings depend on beyond the file. */
export interface DiagnosisContext {
  readonly projectKind: ProjectKind;
}

/** Everything that can be said about a settings file without running it: what reading it showed, and more; in file order. */
export function diagnoseLaunchSettings(
  settings: LaunchSettings,
  context: DiagnosisContext,
): LaunchDiagnostic[] {
  return [
    ...settings.diagnostics,
    ...diagnoseCommands(settings),
    ...diagnoseProperties(settings),
    ...diagnoseAddresses(settings, context.projectKind),
    ...(context.projectKind === 'dotnet' ? diagnoseComments(settings) : []),
    ...diagnoseDefaultProfile(settings, context.projectKind),
  ].toSorted((a, b) => (a.range?.offset ?? 0) - (b.range?.offset ?? 0));
}
