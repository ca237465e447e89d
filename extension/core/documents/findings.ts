import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import type { LaunchDiagnostic, LaunchSettings } from '../../../server-runtime/launch/model.ts';
import type { ProjectKind } from '../../../server-runtime/launch/projectKind.ts';

type Findings = readonly LaunchDiagnostic[];

/** Several show the findings of one text: each of them would look for them anew. */
const known = new WeakMap<LaunchSettings, Map<ProjectKind, Findings>>();

/** What is to be said about a settings file. While its text is broken, only that: the rest would follow from it. */
export function findingsIn(settings: LaunchSettings, projectKind: ProjectKind): Findings {
  const ofKinds = known.get(settings) ?? new Map<ProjectKind, Findings>();
  known.set(settings, ofKinds);
  const findings = ofKinds.get(projectKind) ?? diagnose(settings, projectKind);
  ofKinds.set(projectKind, findings);
  return findings;
}

function diagnose(settings: LaunchSettings, projectKind: ProjectKind): Findings {
  const isBroken = settings.diagnostics.some(({ code }) => code === 'invalid-json');
  return isBroken ? settings.diagnostics : diagnoseLaunchSettings(settings, { projectKind });
}
