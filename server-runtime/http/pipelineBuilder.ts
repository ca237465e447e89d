import { requireFunction } from '../primitives/requireFunction.ts';
import type { ServiceProvider } from '../primitives/serviceProvider.ts';
import type { IFeatureCollection } from './featureCollection.ts';
import type { HttpContext } from './httpContext.ts';
import { remainingPath } from './pathSegments.ts';
import {
  invoke,
  type Middleware,
  type PipelineComponent,
  type RequestDelegate,
} from './requestDelegate.ts';

/**
 * Builds the pipeline of an app, step by step, in the order of the calls. What apps get is the ApplicationBuilder of the
 * public face, which adds the methods of the middleware.
 */
export class PipelineBuilder {
  /** The app's services. Those of one request are `context.requestServices`. */
  readonly applicationServices: ServiceProvider;
  /** Features of the server itself, as IServerAddressesFeature. */
  readonly serverFeatures: IFeatureCollection;
  /** What the parts of the pipeline tell each other while it is built. Branches see a copy. */
  readonly properties: Map<unknown, unknown>;
  readonly #components: PipelineComponent[] = [];

  /** Made by the host, and by `new` for branches. */
  constructor(
    applicationServices: ServiceProvider,
    serverFeatures: IFeatureCollection,
    properties?: Iterable<readonly [unknown, unknown]>,
  ) {
    this.applicationServices = applicationServices;
    this.serverFeatures = serverFeatures;
    this.properties = new Map(properties);
  }

  /** Adds a step that may call the rest of the pipeline. */
  use(middleware: Middleware): this {
    requireFunction('use', middleware);
    return this.useComponent(
      (next) => (context) => middleware(context, () => invoke(next, context)),
    );
  }

  /** Adds a step in the form that costs least per request: it is given the rest of the pipeline once, when built. */
  useComponent(component: PipelineComponent): this {
    requireFunction('useComponent', component);
    this.#components.push(component);
    return this;
  }

  /** Adds the end: nothing that is added later runs. */
  run(handler: RequestDelegate): void {
    requireFunction('run', handler);
    this.useComponent(() => handler);
  }

  /**
   * Branches off requests whose path starts with a prefix, whatever its case. In the branch the prefix belongs to
   * `pathBase`. Throws when the prefix does not start, or ends, with a slash.
   */
  map(prefix: string, configure: (branch: this) => void): this {
    if (!prefix.startsWith('/')) throw new TypeError(`The path '${prefix}' must start with a '/'.`);
    if (prefix.endsWith('/')) throw new TypeError("The path must not end with a '/'");
    const branch = this.#buildBranch(configure);
    return this.useComponent((next) => (context) => {
      const { path, pathBase } = context.request;
      const rest = remainingPath(path, prefix);
      if (rest === undefined) return next(context);
      return runMounted(context, branch, pathBase, path, rest);
    });
  }

  /** Branches off requests by a test; they do not come back. */
  mapWhen(predicate: (context: HttpContext) => boolean, configure: (branch: this) => void): this {
    const branch = this.#buildBranch(configure);
    return this.useComponent(
      (next) => (context) => (predicate(context) ? branch(context) : next(context)),
    );
  }

  /** Adds steps for requests that pass a test; they come back to the pipeline afterwards. */
  useWhen(predicate: (context: HttpContext) => boolean, configure: (branch: this) => void): this {
    const side = this.new();
    configure(side);
    return this.useComponent((next) => {
      side.run(next);
      const branch = side.build();
      return (context) => (predicate(context) ? branch(context) : next(context));
    });
  }

  /** An empty builder for a branch: same services and server, a copy of the properties. */
  new(): this {
    const { constructor } = this as unknown as {
      constructor: new (...args: ConstructorParameters<typeof PipelineBuilder>) => PipelineBuilder;
    };
    return new constructor(this.applicationServices, this.serverFeatures, this.properties) as this;
  }

  /** The pipeline. Requests that reach its end get 404. */
  build(): RequestDelegate {
    return this.#components.reduceRight((next, component) => component(next), answerNotFound);
  }

  #buildBranch(configure: (branch: this) => void): RequestDelegate {
    const branch = this.new();
    configure(branch);
    return branch.build();
  }
}

function answerNotFound(context: HttpContext): void {
  if (!context.response.hasStarted) context.response.statusCode = 404;
}

async function runMounted(
  { request }: HttpContext,
  branch: RequestDelegate,
  pathBase: string,
  path: string,
  rest: string,
): Promise<void> {
  request.pathBase = pathBase + path.slice(0, path.length - rest.length);
  request.path = rest;
  try {
    await branch(request.context);
  } finally {
    request.pathBase = pathBase;
    request.path = path;
  }
}
