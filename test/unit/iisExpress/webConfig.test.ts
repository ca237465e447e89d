import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseWebConfig } from '../../../server-runtime/servers/iisExpress/config/webConfig.ts';

function withAspNetCore(attributes: string, content = ''): string {
  return `<configuration><system.webServer><aspNetCore ${attributes}>${content}</aspNetCore></system.webServer></configuration>`;
}

describe('parseWebConfig', () => {
  it('reads every attribute', () => {
    const config = parseWebConfig(
      withAspNetCore(
        `processPath="dotnet" arguments=".\\app.dll --x" startupTimeLimit="60" shutdownTimeLimit="20"
         rapidFailsPerMinute="5" requestTimeout="00:20:00" stdoutLogEnabled="true" stdoutLogFile=".\\logs\\out"
         processesPerApplication="2" forwardWindowsAuthToken="false" disableStartUpErrorPage="TRUE" hostingModel="OutOfProcess"`,
        `<environmentVariables><environmentVariable name="A" value="1 &amp; 2" /><environmentVariable name="B" /></environmentVariables>
         <recycleOnFileChange><file path="a.json" /><file path="b.json" /></recycleOnFileChange>`,
      ),
    );
    assert.deepEqual(config, {
      processPath: 'dotnet',
      arguments: '.\\app.dll --x',
      module: {
        startupTimeLimit: 60,
        shutdownTimeLimit: 20,
        rapidFailsPerMinute: 5,
        requestTimeout: 1200,
        stdoutLogEnabled: true,
        stdoutLogFile: '.\\logs\\out',
        processesPerApplication: 2,
        forwardWindowsAuthToken: false,
        disableStartUpErrorPage: true,
        environmentVariables: { A: '1 & 2', B: '' },
        recycleOnFileChange: ['a.json', 'b.json'],
      },
      maxRequestBodySize: undefined,
    });
  });

  it('reads the handler setting that counts, and accepts the others', () => {
    const read = (settings: string) =>
      parseWebConfig(withAspNetCore('', `<handlerSettings>${settings}</handlerSettings>`)).module;
    const setting = (name: string, value: string) =>
      `<handlerSetting name="${name}" value="${value}" />`;
    const others = setting('debugLevel', 'file,trace') + setting('handlerVersion', '2.1.0');
    assert.deepEqual(read(others), {});
    const on = setting('forwardResponseConnectionHeader', 'true');
    assert.deepEqual(read(others + on), { forwardResponseConnectionHeader: true });
    assert.deepEqual(read(`${on}<clear />`), {});
    assert.deepEqual(read(on + setting('ForwardResponseConnectionHeader', 'no')), {
      forwardResponseConnectionHeader: false,
    });
    assert.throws(() => read('<handlerSetting value="1" />'), /a handlerSetting has no name/);
  });

  it('reads what dotnet publish writes', () => {
    const config = parseWebConfig(`\ufeff<?xml version="1.0" encoding="utf-8"?>
<!-- made by a tool -->
<configuration>
  <location path="." inheritInChildApplications="false">
    <system.webServer>
      <handlers><add name="aspNetCore" path="*" verb="*" modules="AspNetCoreModuleV2" /></handlers>
      <aspNetCore processPath="dotnet" arguments=".\\app.dll" hostingModel="inprocess" />
    </system.webServer>
  </location>
  <location path="admin"><system.webServer><aspNetCore processPath="other" /></system.webServer></location>
</configuration>`);
    assert.equal(config.processPath, 'dotnet');
    assert.deepEqual(config.module, {});
  });

  it('starts the variables over at clear', () => {
    const { module } = parseWebConfig(
      withAspNetCore(
        '',
        `<environmentVariables><environmentVariable name="A" value="1" /><clear /><environmentVariable name="B" value="2" /></environmentVariables>`,
      ),
    );
    assert.deepEqual(module.environmentVariables, { B: '2' });
  });

  it('reads times with days', () => {
    const timeout = (text: string) =>
      parseWebConfig(withAspNetCore(`requestTimeout="${text}"`)).module.requestTimeout;
    assert.equal(timeout('1.00:00:01'), 86_401);
    assert.equal(timeout('360:00:00'), 1_296_000);
  });

  it('says nothing where the file says nothing', () => {
    assert.deepEqual(parseWebConfig('<configuration/>'), {
      processPath: undefined,
      arguments: '',
      module: {},
      maxRequestBodySize: undefined,
    });
  });

  const wrong: Record<string, [string, RegExp]> = {
    'a number out of range': [
      withAspNetCore('startupTimeLimit="3601"'),
      /line 1: startupTimeLimit is '3601', and must be from 0 to 3600/,
    ],
    'a word for a switch': [
      withAspNetCore('stdoutLogEnabled="yes"'),
      /stdoutLogEnabled is 'yes', and must be 'true' or 'false'/,
    ],
    'too long a time': [withAspNetCore('requestTimeout="361:00:00"'), /up to 360 hours/],
    'an unknown hosting model': [
      withAspNetCore('hostingModel="kernel"'),
      /hostingModel is 'kernel'/,
    ],
    'a variable without name': [
      withAspNetCore(
        '',
        '<environmentVariables><environmentVariable value="1"/></environmentVariables>',
      ),
      /has no name/,
    ],
    'another root': ['<web/>', /the root element is <web>/],
    'an open element': ['<configuration>\n<a>\n', /line 2: <a> does not end/],
    'crossed elements': ['<configuration>\n<a></b>', /line 2: <\/b> ends <a> of line 2/],
    'an unquoted value': ['<configuration a=1/>', /not quoted/],
    'two equal attributes': ['<configuration a="1" a="2"/>', /two attributes are called a/],
    'a document type': ['<!DOCTYPE x [<!ENTITY a "b">]><configuration/>', /document type/],
    'an unknown entity': ['<configuration a="&nbsp;"/>', /known entity/],
    'something after the root': ['<configuration/><b/>', /follows the root/],
    nothing: ['', /no root element/],
    'deep nesting': ['<a>'.repeat(100), /nest deeper/],
  };
  for (const [what, [text, message]] of Object.entries(wrong)) {
    it(`refuses ${what}, with the line`, () => {
      assert.throws(() => parseWebConfig(text), { name: 'WebConfigError', message });
    });
  }
});
