import assert from 'node:assert/strict';
import { it } from 'node:test';
import { HostingApplication } from '../../../server-runtime/hosting/hostingApplication.ts';
import { ServiceCollection } from '../../../server-runtime/hosting/services/serviceCollection.ts';
import { LoggerFactory } from '../../../server-runtime/logging/loggerFactory.ts';
import { systemClock } from '../../../server-runtime/primitives/clock.ts';
import { RecordingLoggerProvider } from '../../support/recordingLoggerProvider.ts';
import { createTestContext } from '../../support/testContext.ts';

it('HostingApplication › logs how long a request took', async () => {
  const log = new RecordingLoggerProvider();
  const logger = new LoggerFactory().addProvider(log).createLogger('a');
  let now = 1000;
  const application = new HostingApplication(
    () => void (now += 12.5),
    new ServiceCollection().build(),
    logger,
    { ...systemClock, now: () => now },
  );
  const context = application.createContext(createTestContext().context.features);
  await application.processRequest(context);
  application.disposeContext(context, undefined);
  assert.match(log.lines.at(-1) ?? '', /Request finished .* 12\.5000ms$/);
});
