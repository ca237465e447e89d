import type { PipelineBuilder } from '../../http/pipelineBuilder.ts';
import { serviceKey, type InterfaceKey } from '../../primitives/serviceProvider.ts';

/** Builds a pipeline. */
export type ConfigureDelegate = (app: PipelineBuilder) => Promise<void> | void;

/** Wraps the app's `configure`, to put steps before or after it. The first one registered is the outermost. */
export interface IStartupFilter {
  /** Gives what runs in place of `configure`: call `next` in it, with steps before or after. */
  configure(next: ConfigureDelegate): ConfigureDelegate;
}
export const IStartupFilter: InterfaceKey<IStartupFilter> = serviceKey('IStartupFilter');
