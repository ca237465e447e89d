import type { IFeatureCollection } from '../../../http/featureCollection.ts';
import { IBadRequestExceptionFeature } from '../../../http/features/badRequestExceptionFeature.ts';
import { IHttp2StreamIdFeature } from '../../../http/features/http2StreamIdFeature.ts';
import { IHttpExtendedConnectFeature } from '../../../http/features/httpExtendedConnectFeature.ts';
import { IHttpMaxRequestBodySizeFeature } from '../../../http/features/httpMaxRequestBodySizeFeature.ts';
import { IHttpMinRequestBodyDataRateFeature } from '../../../http/features/httpMinRequestBodyDataRateFeature.ts';
import { IHttpRequestBodyDetectionFeature } from '../../../http/features/httpRequestBodyDetectionFeature.ts';
import { IHttpRequestIdentifierFeature } from '../../../http/features/httpRequestIdentifierFeature.ts';
import { IHttpRequestLifetimeFeature } from '../../../http/features/httpRequestLifetimeFeature.ts';
import { IHttpRequestTrailersFeature } from '../../../http/features/httpRequestTrailersFeature.ts';
import { IHttpResetFeature } from '../../../http/features/httpResetFeature.ts';
import { IHttpResponseTrailersFeature } from '../../../http/features/httpResponseTrailersFeature.ts';
import { IPersistentStateFeature } from '../../../http/features/persistentStateFeature.ts';
import { RequestFeatures } from '../../../http/requestFeatures.ts';
import type { ConnectionFacts } from '../../shared/connectionFacts.ts';
import type { Http2ExtendedConnect } from './http2ExtendedConnect.ts';
import type { Http2Lifetime } from './http2Lifetime.ts';
import type { Http2Request } from './http2Request.ts';
import type { Http2Response } from './http2Response.ts';

/** What the features of a stream are made from. */
export interface Http2FeatureSource {
  streamId: number;
  identifier: IHttpRequestIdentifierFeature;
  request: Http2Request;
  response: Http2Response;
  lifetime: Http2Lifetime;
  connect: Http2ExtendedConnect;
  canHaveBody: boolean;
  facts: ConnectionFacts;
  /** Those of the connection. */
  inherited: IFeatureCollection;
}

/** Everything that an app can ask of a request of HTTP/2. */
export function createHttp2Features(source: Http2FeatureSource): IFeatureCollection {
  const { request, response, lifetime, facts } = source;
  const features = new RequestFeatures(request, response, response, source.inherited);
  features.set(IHttpRequestIdentifierFeature, source.identifier);
  features.set(IHttpRequestLifetimeFeature, lifetime);
  features.set(IHttpResetFeature, lifetime);
  features.set(IHttp2StreamIdFeature, { streamId: source.streamId });
  features.set(IBadRequestExceptionFeature, request.body);
  features.set(IHttpMaxRequestBodySizeFeature, request.body);
  features.set(IHttpMinRequestBodyDataRateFeature, request.body);
  features.set(IHttpRequestTrailersFeature, request.body);
  features.set(IHttpResponseTrailersFeature, response);
  features.set(IHttpRequestBodyDetectionFeature, { canHaveBody: source.canHaveBody });
  features.set(IHttpExtendedConnectFeature, source.connect);
  features.set(IPersistentStateFeature, facts);
  return features;
}
