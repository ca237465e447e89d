import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServiceCollection } from '../../../server-runtime/hosting/services/serviceCollection.ts';
import { FeatureCollection } from '../../../server-runtime/http/featureCollection.ts';
import { PipelineBuilder } from '../../../server-runtime/http/pipelineBuilder.ts';
import { createTestContext } from '../../support/testContext.ts';

function createBuilder(): PipelineBuilder {
  return new PipelineBuilder(new ServiceCollection().build(), new FeatureCollection());
}

async function run(
  builder: PipelineBuilder,
  url = '/',
): Promise<ReturnType<typeof createTestContext>> {
  const test = createTestContext({ url });
  await builder.build()(test.context);
  return test;
}

describe('PipelineBuilder', () => {
  it('answers 404 at the end', async () => {
    assert.equal((await run(createBuilder())).sent.statusCode, 404);
  });

  it('runs the steps in the order of the calls, and back', async () => {
    const calls: string[] = [];
    const builder = createBuilder()
      .use(async (_context, next) => {
        calls.push('a');
        await next();
        calls.push('a back');
      })
      .use((_context, next) => {
        calls.push('b');
        return next();
      });
    builder.run(() => void calls.push('end'));
    await run(builder);
    assert.deepEqual(calls, ['a', 'b', 'end', 'a back']);
  });

  it('does not run what comes after a step that does not go on', async () => {
    const builder = createBuilder().use(({ response }) => {
      response.statusCode = 204;
    });
    builder.run(() => assert.fail('called'));
    assert.equal((await run(builder)).sent.statusCode, 204);
  });

  it('rejects next() when what follows throws at once', async () => {
    let caught: unknown;
    const builder = createBuilder().use((_context, next) =>
      next().catch((error: unknown) => {
        caught = error;
      }),
    );
    builder.run(() => {
      throw new Error('at once');
    });
    await run(builder);
    assert.equal((caught as Error).message, 'at once');
  });

  it('gives the rest of the pipeline to a component once', async () => {
    let count = 0;
    const builder = createBuilder().useComponent((next) => {
      count++;
      return next;
    });
    const pipeline = builder.build();
    await pipeline(createTestContext().context);
    await pipeline(createTestContext().context);
    assert.equal(count, 1);
  });

  describe('map', () => {
    const seen = async (url: string): Promise<string> => {
      const builder = createBuilder();
      builder.map('/Admin', (branch) => {
        branch.run(({ request, response }) =>
          response.write(`branch [${request.pathBase}] [${request.path}]`),
        );
      });
      builder.run(({ request, response }) =>
        response.write(`main [${request.pathBase}] [${request.path}]`),
      );
      return (await run(builder, url)).body();
    };

    it('moves the prefix to the path base, as the client wrote it', async () => {
      assert.equal(await seen('/ADMIN/users'), 'branch [/ADMIN] [/users]');
      assert.equal(await seen('/admin'), 'branch [/admin] []');
      assert.equal(await seen('/admin/'), 'branch [/admin] [/]');
    });

    it('matches whole segments', async () => {
      assert.equal(await seen('/administrator'), 'main [] [/administrator]');
      assert.equal(await seen('/x/admin'), 'main [] [/x/admin]');
    });

    it('puts the path back afterwards', async () => {
      const builder = createBuilder().use(async ({ request }, next) => {
        await next();
        assert.equal(request.path, '/a/b');
        assert.equal(request.pathBase, '');
      });
      builder.map('/a', (branch) => branch.run(() => undefined));
      await run(builder, '/a/b');
    });

    it('refuses a prefix that cannot match', () => {
      assert.throws(() => createBuilder().map('/a/', () => undefined), {
        message: "The path must not end with a '/'",
      });
      assert.throws(() => createBuilder().map('a', () => undefined), TypeError);
    });
  });

  it('branches off by a test and does not come back', async () => {
    const builder = createBuilder().mapWhen(
      ({ request }) => request.query.has('x'),
      (branch) => branch.run(({ response }) => response.write('x')),
    );
    assert.equal((await run(builder, '/?x')).body(), 'x');
    assert.equal((await run(builder, '/')).sent.statusCode, 404);
  });

  it('adds steps by a test and comes back', async () => {
    const builder = createBuilder().useWhen(
      ({ request }) => request.query.has('x'),
      (side) =>
        side.use(async ({ response }, next) => {
          await response.write('x ');
          await next();
        }),
    );
    builder.run(({ response }) => response.write('end'));
    assert.equal((await run(builder, '/?x')).body(), 'x end');
    assert.equal((await run(builder, '/')).body(), 'end');
  });

  it('makes branches of its own class, with a copy of the properties', () => {
    class Special extends PipelineBuilder {}
    const builder = new Special(new ServiceCollection().build(), new FeatureCollection());
    builder.properties.set('a', 1);
    builder.map('/x', (branch) => {
      assert.ok(branch instanceof Special);
      assert.equal(branch.properties.get('a'), 1);
      branch.properties.set('a', 2);
    });
    assert.equal(builder.properties.get('a'), 1);
  });
});
