import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  FeatureCollection,
  type IFeatureCollection,
} from '../../../server-runtime/http/featureCollection.ts';
import {
  featureKey,
  featureName,
  type FeatureKey,
} from '../../../server-runtime/http/featureKey.ts';
import { IHttpRequestFeature } from '../../../server-runtime/http/features/httpRequestFeature.ts';
import { RequestFeatures } from '../../../server-runtime/http/requestFeatures.ts';
import { TestRequestFeature } from '../../../server-runtime/servers/testServer/testRequest.ts';
import { createTestContext } from '../../support/testContext.ts';

interface IThing {
  value: number;
}
const IThing: FeatureKey<IThing> = featureKey('IThing');

const collections: Record<string, () => IFeatureCollection> = {
  FeatureCollection: () => new FeatureCollection(),
  RequestFeatures: () => createTestContext().context.features,
};

for (const [name, create] of Object.entries(collections)) {
  describe(name, () => {
    it('gives back what was set', () => {
      const features = create();
      const thing = { value: 1 };
      features.set(IThing, thing);
      assert.equal(features.get(IThing), thing);
    });

    it('has nothing for an unknown key', () => {
      assert.equal(create().get(IThing), undefined);
    });

    it('grows its revision with every effective change', () => {
      const features = create();
      const start = features.revision;
      features.set(IThing, null);
      assert.equal(features.revision, start, 'removing nothing is no change');
      features.set(IThing, { value: 1 });
      features.set(IThing, { value: 2 });
      assert.equal(features.revision, start + 2);
      features.set(IThing, null);
      assert.equal(features.revision, start + 3);
      assert.equal(features.get(IThing), undefined);
    });

    it('refuses a missing key', () => {
      assert.throws(() => create().set(undefined as unknown as typeof IThing, { value: 1 }), {
        name: 'TypeError',
      });
    });

    it('lists what it holds', () => {
      const features = create();
      const thing = { value: 1 };
      features.set(IThing, thing);
      assert.equal(new Map(features).get(IThing), thing);
    });
  });
}

const collectionsOver: Record<string, (defaults: IFeatureCollection) => IFeatureCollection> = {
  FeatureCollection: (defaults) => new FeatureCollection(defaults),
  RequestFeatures: (defaults) => {
    const { sent } = createTestContext();
    return new RequestFeatures(new TestRequestFeature({}), sent, sent, defaults);
  },
};

for (const [name, createOver] of Object.entries(collectionsOver)) {
  describe(`${name} with defaults`, () => {
    function create(): { defaults: IFeatureCollection; features: IFeatureCollection } {
      const defaults = new FeatureCollection();
      defaults.set(IThing, { value: 1 });
      return { defaults, features: createOver(defaults) };
    }

    it('looks up in the defaults what it does not hold itself', () => {
      assert.equal(create().features.get(IThing)?.value, 1);
    });

    it('shows the default again after its own was removed', () => {
      const { features } = create();
      features.set(IThing, { value: 2 });
      assert.equal(features.get(IThing)?.value, 2);
      features.set(IThing, null);
      assert.equal(features.get(IThing)?.value, 1);
    });

    it('does not remove what is in the defaults', () => {
      const { features } = create();
      const { revision } = features;
      features.set(IThing, null);
      assert.equal(features.get(IThing)?.value, 1);
      assert.equal(features.revision, revision);
    });

    it('counts changes of the defaults as its own', () => {
      const { defaults, features } = create();
      const before = features.revision;
      defaults.set(IThing, { value: 3 });
      assert.notEqual(features.revision, before);
    });

    it('lists a key once', () => {
      const { features } = create();
      assert.equal(new Map(features).get(IThing), features.get(IThing));
      features.set(IThing, { value: 2 });
      const values = [...features].filter(([key]) => key === IThing).map(([, value]) => value);
      assert.deepEqual(values, [{ value: 2 }]);
    });
  });
}

describe('RequestFeatures', () => {
  it('lets middleware replace the features of the server', () => {
    const { context } = createTestContext();
    const original = context.features.get(IHttpRequestFeature);
    assert.ok(original);
    assert.equal(context.request.method, 'GET');
    context.features.set(IHttpRequestFeature, { ...original, method: 'PUT' });
    assert.equal(context.request.method, 'PUT');
    assert.ok(context.features instanceof RequestFeatures);
  });
});

describe('featureKey', () => {
  it('makes one key of one name, in every copy of the runtime', () => {
    assert.equal(featureKey('IThing'), IThing);
    assert.equal(featureName(IThing), 'IThing');
  });
});
