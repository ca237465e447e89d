import { serviceKey, type InterfaceKey } from '../primitives/serviceProvider.ts';

/** Work that runs beside the server. Started in the order of registration, before it; stopped in reverse, after it. */
export interface IHostedService {
  /** A rejection makes the start of the host fail. */
  start(signal?: AbortSignal): Promise<void> | void;
  /** The signal aborts when the host's time to stop is over. */
  stop(signal?: AbortSignal): Promise<void> | void;
}
export const IHostedService: InterfaceKey<IHostedService> = serviceKey('IHostedService');
