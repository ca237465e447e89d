import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IApplicationLifetime } from '../../../server-runtime/hosting/applicationLifetime.ts';
import {
  HostingEnvironment,
  IHostingEnvironment,
} from '../../../server-runtime/hosting/hostingEnvironment.ts';
import { ServiceCollection } from '../../../server-runtime/hosting/services/serviceCollection.ts';
import { StartupMethods } from '../../../server-runtime/hosting/startup/startupMethods.ts';
import { FeatureCollection } from '../../../server-runtime/http/featureCollection.ts';
import { PipelineBuilder } from '../../../server-runtime/http/pipelineBuilder.ts';

const environment = new HostingEnvironment({
  environmentName: 'Development',
  applicationName: 'app',
  contentRootPath: '/',
  webRootPath: undefined,
});
const services = new ServiceCollection().addInstance(IHostingEnvironment, environment).build();
const app = new PipelineBuilder(services, new FeatureCollection());

describe('StartupMethods', () => {
  it('calls configure with the app and the services that it names', async () => {
    const seen: unknown[] = [];
    class Startup {
      configure(first: unknown, env: unknown): void {
        seen.push(first, env);
      }
    }
    await new StartupMethods(Startup, 'Production').configure(app, services, services);
    assert.deepEqual(seen, [app, environment]);
  });

  it('prefers the methods of the environment, whatever its case', async () => {
    const calls: string[] = [];
    class Startup {
      configure(): void {
        calls.push('configure');
      }
      configureDevelopment(): void {
        calls.push('configureDevelopment');
      }
      configureServices(): void {
        calls.push('configureServices');
      }
      configureDevelopmentServices(): void {
        calls.push('configureDevelopmentServices');
      }
    }
    for (const name of ['DEVELOPMENT', 'Production']) {
      const methods = new StartupMethods(Startup, name);
      methods.configureServices(new ServiceCollection(), services);
      await methods.configure(app, services, services);
    }
    assert.deepEqual(calls, [
      'configureDevelopmentServices',
      'configureDevelopment',
      'configureServices',
      'configure',
    ]);
  });

  it('makes one instance, with services for its constructor', async () => {
    let made = 0;
    class Startup {
      readonly env: unknown;
      constructor(env: unknown) {
        made++;
        this.env = env;
      }
      configureServices(): void {
        assert.equal(this.env, environment);
      }
      configure(): void {
        assert.equal(this.env, environment);
      }
    }
    const methods = new StartupMethods(Startup, 'Production');
    methods.configureServices(new ServiceCollection(), services);
    await methods.configure(app, services, services);
    assert.equal(made, 1);
  });

  it('makes no instance for static methods', async () => {
    let isCalled = false;
    class Startup {
      readonly value: number;
      constructor() {
        this.value = assert.fail('made');
      }
      static configure(): void {
        isCalled = true;
      }
    }
    await new StartupMethods(Startup, 'Production').configure(app, services, services);
    assert.ok(isCalled);
  });

  it('finds methods of a base class', async () => {
    class Base {
      configure(): void {
        throw new Error('base');
      }
    }
    class Startup extends Base {}
    const methods = new StartupMethods(Startup, 'Production');
    await assert.rejects(methods.configure(app, services, services), { message: 'base' });
  });

  it('takes keys in place of names', async () => {
    let seen: unknown;
    class Startup {
      static readonly configureInject = [IHostingEnvironment];
      configure(_a: unknown, b: unknown): void {
        seen = b;
      }
    }
    await new StartupMethods(Startup, 'Production').configure(app, services, services);
    assert.equal(seen, environment);
  });

  it('waits for an asynchronous configure', async () => {
    let isDone = false;
    class Startup {
      async configure(): Promise<void> {
        await Promise.resolve();
        isDone = true;
      }
    }
    await new StartupMethods(Startup, 'Production').configure(app, services, services);
    assert.ok(isDone);
  });

  it('uses the provider that configureServices returns', () => {
    const own = new ServiceCollection().build();
    class Startup {
      configureServices(): unknown {
        return own;
      }
      configure(): void {
        assert.fail('called');
      }
    }
    const methods = new StartupMethods(Startup, 'Production');
    assert.equal(methods.configureServices(new ServiceCollection(), services), own);
  });

  it('refuses a class without configure', () => {
    class Startup {
      run(): void {
        assert.fail('called');
      }
    }
    assert.throws(() => new StartupMethods(Startup, 'Staging'), {
      message:
        "A public method named 'configureStaging' or 'configure' could not be found in the 'Startup' type.",
    });
  });

  it('refuses results that mean nothing', async () => {
    class Startup {
      configure(): unknown {
        return 1;
      }
      configureServices(): unknown {
        return 1;
      }
    }
    const methods = new StartupMethods(Startup, 'Production');
    await assert.rejects(methods.configure(app, services, services), {
      message: "The 'configure' method in the type 'Startup' must have a return type of 'void'.",
    });
    assert.throws(() => methods.configureServices(new ServiceCollection(), services), {
      message:
        "The 'configureServices' method in the type 'Startup' must have a return type of 'void' or 'ServiceProvider'.",
    });
  });

  it('names the parameter of configure that cannot be resolved', async () => {
    class Startup {
      configure(_app: unknown, lifetime: IApplicationLifetime, thing: unknown): unknown {
        return [lifetime, thing];
      }
    }
    const methods = new StartupMethods(Startup, 'Production');
    await assert.rejects(methods.configure(app, services, services), {
      message: "No service for type 'IApplicationLifetime' has been registered.",
    });
  });
});
