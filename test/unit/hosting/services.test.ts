import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServiceCollection } from '../../../server-runtime/hosting/services/serviceCollection.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import {
  serviceKey,
  type InterfaceKey,
} from '../../../server-runtime/primitives/serviceProvider.ts';

interface IThing {
  readonly id: number;
}
const IThing: InterfaceKey<IThing> = serviceKey('IThing');

let ids = 0;
const makeThing = (): IThing => ({ id: ++ids });

describe('services', () => {
  it('makes a singleton once', () => {
    const services = new ServiceCollection().addSingleton(IThing, makeThing).build();
    assert.equal(services.get(IThing), services.get(IThing));
    assert.equal(services.createScope().get(IThing), services.get(IThing));
  });

  it('makes a scoped service once per scope', () => {
    const services = new ServiceCollection().addScoped(IThing, makeThing).build();
    const [first, second] = [services.createScope(), services.createScope()];
    assert.equal(first.get(IThing), first.get(IThing));
    assert.notEqual(first.get(IThing), second.get(IThing));
  });

  it('refuses a scoped service outside a scope, and to a singleton', () => {
    const services = new ServiceCollection()
      .addScoped(IThing, makeThing)
      .addSingleton('holder', (provider) => provider.get(IThing))
      .build();
    const error = { message: "Cannot resolve scoped service 'IThing' from root provider." };
    assert.throws(() => services.get(IThing), error);
    assert.throws(() => services.createScope().get('holder'), error);
  });

  it('makes a transient service each time', () => {
    const services = new ServiceCollection().addTransient(IThing, makeThing).build();
    assert.notEqual(services.get(IThing), services.get(IThing));
  });

  it('gives the last registration, or all of them', () => {
    const services = new ServiceCollection()
      .addInstance(IThing, { id: -1 })
      .addInstance(IThing, { id: -2 })
      .build();
    assert.equal(services.get(IThing)?.id, -2);
    assert.deepEqual(
      services.getAll(IThing).map(({ id }) => id),
      [-1, -2],
    );
    assert.deepEqual(services.getAll('other'), []);
  });

  it('says what is missing', () => {
    const services = new ServiceCollection().build();
    assert.equal(services.get(IThing), undefined);
    assert.throws(() => services.getRequired(IThing), {
      message: "No service for type 'IThing' has been registered.",
    });
  });

  it('detects services that need each other', () => {
    const services = new ServiceCollection()
      .addSingleton('a', (provider) => provider.get('b'))
      .addSingleton('b', (provider) => provider.get('a'))
      .build();
    assert.throws(() => services.get('a'), {
      message: "A circular dependency was detected for the service 'a'.",
    });
  });

  it('disposes what it made, last made first, but not what it was given', async () => {
    const disposed: string[] = [];
    const make = (name: string) => (): object => ({ dispose: () => void disposed.push(name) });
    const services = new ServiceCollection()
      .addSingleton('a', make('a'))
      .addSingleton('b', make('b'))
      .addScoped('c', make('c'))
      .addInstance('d', make('d')())
      .build();
    const scope = services.createScope();
    for (const name of ['a', 'b', 'c', 'd']) scope.get(name);
    await scope.dispose();
    assert.deepEqual(disposed, ['c']);
    await services.dispose();
    await services.dispose();
    assert.deepEqual(disposed, ['c', 'b', 'a']);
    assert.throws(() => services.get('a'), /have been disposed/);
  });

  it('disposes everything though something fails, and says what failed', async () => {
    let isDisposed = false;
    const services = new ServiceCollection()
      .addSingleton('a', () => ({
        dispose() {
          isDisposed = true;
        },
      }))
      .addSingleton('b', () => ({
        dispose() {
          throw new Error('broken');
        },
      }))
      .build();
    services.get('a');
    services.get('b');
    await assert.rejects(services.dispose(), { message: 'broken' });
    assert.ok(isDisposed);
  });

  it('makes classes with what their parameters are named after', () => {
    class Reader {
      readonly factory: LoggerFactory;
      constructor(loggerFactory: LoggerFactory) {
        this.factory = loggerFactory;
      }
    }
    const factory = new LoggerFactory();
    const services = new ServiceCollection()
      .addInstance(LoggerFactory, factory)
      .addSingleton(Reader)
      .build();
    assert.equal(services.getRequired(Reader).factory, factory);
  });

  it('makes classes with what their inject list says', () => {
    class Reader {
      static readonly inject = [IThing];
      readonly thing: IThing;
      constructor(anything: IThing) {
        this.thing = anything;
      }
    }
    const services = new ServiceCollection()
      .addInstance(IThing, { id: 7 })
      .addTransient(Reader)
      .build();
    assert.equal(services.getRequired(Reader).thing.id, 7);
  });

  it('makes the class that stands behind a key, for each lifetime', () => {
    class Thing implements IThing {
      static readonly inject = ['number'];
      readonly id: number;
      constructor(id: number) {
        this.id = id;
      }
    }
    for (const add of ['addSingleton', 'addScoped', 'addTransient'] as const) {
      const services = new ServiceCollection().addInstance('number', 7)[add](IThing, Thing).build();
      const thing = services.createScope().getRequired(IThing);
      assert.ok(thing instanceof Thing, add);
      assert.equal(thing.id, 7);
    }
  });

  it('says which parameter cannot be resolved', () => {
    class Reader {
      readonly other: unknown;
      constructor(somethingElse: unknown) {
        this.other = somethingElse;
      }
    }
    const services = new ServiceCollection().addSingleton(Reader).build();
    assert.throws(
      () => services.get(Reader),
      /Could not resolve a service for the parameter 'somethingElse' of the constructor of 'Reader'/,
    );
  });

  it('can be looked through and changed before it is built', () => {
    const collection = new ServiceCollection().addInstance(IThing, { id: 1 }).addInstance('x', 1);
    assert.ok(collection.has(IThing));
    assert.equal([...collection].length, 2);
    collection.remove(IThing);
    assert.equal(collection.has(IThing), false);
  });

  it('needs a class or a factory for what is no class', () => {
    const collection = new ServiceCollection() as unknown as {
      addSingleton(key: unknown): unknown;
    };
    assert.throws(() => collection.addSingleton('name'), TypeError);
  });
});
