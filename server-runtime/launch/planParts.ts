import type { Expander } from './createExpander.ts';
import type { Dialect } from './dialect.ts';
import type { LaunchPlanInput, Origin } from './launchPlanModel.ts';
import type { LaunchDiagnostic, LaunchProfile, LaunchSettings } from './model.ts';

/** What the parts of a plan share while it is made. */
export interface PlanParts {
  readonly input: LaunchPlanInput;
  readonly settings: LaunchSettings | undefined;
  readonly profile: LaunchProfile | undefined;
  readonly dialect: Dialect;
  readonly diagnostics: LaunchDiagnostic[];
  readonly origins: Record<string, Origin>;
  /** Expands a value of the profile as far as the dialect does; the property's name places the findings. */
  readonly expandIn: Expander;
}
