import type { LaunchPlanInput, Origin } from './launchPlanModel.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';

/** What the parts of a plan share while it is made. */
export interface PlanParts {
  readonly input: LaunchPlanInput;
  readonly settings: LaunchSettings | undefined;
  readonly profile: LaunchProfile | undefined;
  readonly diagnostics: LaunchDiagnostic[];
  readonly origins: Record<string, Origin>;
  /** Expands a value of the profile; the property's name places the findings. */
  readonly expandIn: (property: string, text: string) => string;
}
