import type { Expander, ExpanderContext } from './createExpander.ts';
import type { Origin } from './launchPlanModel.ts';

/** What the parts of a plan share while it is made. */
export interface PlanParts extends ExpanderContext {
  readonly origins: Record<string, Origin>;
  /** Expands a value of the profile as far as the dialect does; the property's name places the findings. */
  readonly expandIn: Expander;
}
