import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import type { LaunchDiagnostic, LaunchSettings } from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';

/** What is to be said about a settings file. While its text is broken, only that: the rest would follow from it. */
export function findingsIn(
  settings: LaunchSettings,
  projectKind: ProjectKind,
): readonly LaunchDiagnostic[] {
  const isBroken = settings.diagnostics.some(({ code }) => code === 'invalid-json');
  return isBroken ? settings.diagnostics : diagnoseLaunchSettings(settings, { projectKind });
}
