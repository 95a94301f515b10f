import { request as open } from 'node:http';

/** One request to an Engine without a process of its own. @returns the answer. @throws when it is refused. */
export function request(
  socketPath: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  return new Promise((done, failed) => {
    const headers = { 'Content-Type': 'application/json' };
    const call = open({ socketPath, method, path: `/v1.41${path}`, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('error', failed).on('end', () => {
        if ((response.statusCode ?? 0) < 300) done(text === '' ? undefined : JSON.parse(text));
        else failed(new Error(`${method} ${path}: ${text}`));
      });
    });
    call.on('error', failed);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
