import type { RequestParams, RequestsResult } from '../../contracts/controlMessages.ts';
import type { IISExpressServer } from '../../servers/iisExpress/iisExpressServer.ts';
import type { RequestRecord } from '../../servers/iisExpress/requestLog.ts';

/** A request as the control channel tells it. */
export function toRequestParams(record: RequestRecord): RequestParams {
  const { id, method, path, statusCode, duration, worker, bytesReceived, bytesSent } = record;
  return {
    id,
    method,
    path,
    status: statusCode,
    durationMs: duration,
    workerPid: worker ?? null,
    bytesIn: bytesReceived,
    bytesOut: bytesSent,
    startedAt: record.time,
  };
}

/** What a site has seen, as the control channel tells it. */
export function toRequestsResult({
  requests,
  counters,
}: Pick<IISExpressServer, 'requests' | 'counters'>): RequestsResult {
  const { bytesReceived, bytesSent, ...others } = counters;
  return {
    requests: requests.map(toRequestParams),
    counters: { ...others, bytesIn: bytesReceived, bytesOut: bytesSent },
  };
}
