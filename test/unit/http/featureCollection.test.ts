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

describe('FeatureCollection with defaults', () => {
  it('looks up in the defaults what it does not hold itself', () => {
    const defaults = new FeatureCollection();
    defaults.set(IThing, { value: 1 });
    const features = new FeatureCollection(defaults);
    assert.equal(features.get(IThing)?.value, 1);
  });

  it('shows the default again after its own was removed', () => {
    const defaults = new FeatureCollection();
    defaults.set(IThing, { value: 1 });
    const features = new FeatureCollection(defaults);
    features.set(IThing, { value: 2 });
    assert.equal(features.get(IThing)?.value, 2);
    features.set(IThing, null);
    assert.equal(features.get(IThing)?.value, 1);
  });

  it('counts changes of the defaults as its own', () => {
    const defaults = new FeatureCollection();
    const features = new FeatureCollection(defaults);
    const before = features.revision;
    defaults.set(IThing, { value: 1 });
    assert.notEqual(features.revision, before);
  });

  it('lists a key once', () => {
    const defaults = new FeatureCollection();
    defaults.set(IThing, { value: 1 });
    const features = new FeatureCollection(defaults);
    features.set(IThing, { value: 2 });
    assert.deepEqual([...features], [[IThing, { value: 2 }]]);
  });
});

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
