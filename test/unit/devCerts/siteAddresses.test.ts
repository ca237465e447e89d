import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { siteAddresses } from '../../../server-runtime/host/supervisor/siteAddresses.ts';

const certificate = { cert: 'a certificate', key: 'its key' };
const some = async () => certificate;
const none = async () => undefined;
const never = async () => assert.fail('nobody asked for https');

describe('siteAddresses', () => {
  it('looks for no certificate when no address is https', async () => {
    assert.deepEqual(await siteAddresses(['http://localhost:80/', 'http://a:81'], never), {
      urls: ['http://localhost:80/', 'http://a:81'],
      applicationPath: '/',
      warnings: [],
    });
  });

  it('serves https with the certificate that there is, in the order of the profile', async () => {
    assert.deepEqual(
      await siteAddresses(['HTTPS://localhost:44300', 'http://localhost:80'], some),
      {
        urls: ['HTTPS://localhost:44300', 'http://localhost:80'],
        applicationPath: '/',
        certificate,
        warnings: [],
      },
    );
  });

  it('serves a site that has https only', async () => {
    assert.deepEqual(await siteAddresses(['https://localhost:44300'], some), {
      urls: ['https://localhost:44300'],
      applicationPath: '/',
      certificate,
      warnings: [],
    });
  });

  it('takes the path for that of the application', async () => {
    const planned = ['http://localhost:80/shop/', 'https://localhost:44300/shop'];
    const { urls, applicationPath } = await siteAddresses(planned, some);
    assert.deepEqual(
      urls.map((url) => new URL(url).href),
      ['http://localhost/', 'https://localhost:44300/'],
    );
    assert.equal(applicationPath, '/shop');
  });

  it('leaves https out without a certificate, and says how to make one', async () => {
    const planned = ['https://localhost:44300', 'http://localhost:80', 'https://b:44301'];
    assert.deepEqual(await siteAddresses(planned, none), {
      urls: ['http://localhost:80'],
      applicationPath: '/',
      warnings: [
        "https://localhost:44300, https://b:44301 are left out: there is no development certificate. Run 'node host.js dev-certs https --trust' to make one.",
      ],
    });
  });

  it('fails when https is all that there is, and there is no certificate', async () => {
    await assert.rejects(siteAddresses(['https://localhost:44300'], none), {
      code: 'no-certificate',
      message:
        'The site cannot listen on https://localhost:44300: there is no development certificate.',
    });
  });

  it('fails when there is no address that it knows', async () => {
    await assert.rejects(siteAddresses(['ftp://localhost'], never), { code: 'no-http-address' });
  });
});
