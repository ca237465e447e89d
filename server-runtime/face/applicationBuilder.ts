import { PipelineBuilder } from '../http/pipelineBuilder.ts';

/** Builds the pipeline of an app: what `configure` is given. */
export class ApplicationBuilder extends PipelineBuilder {}
