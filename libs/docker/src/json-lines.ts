import { FleetError } from '@muster/kernel';

/** No event of an Engine comes near it. Bytes. */
const longestLine = 1024 * 1024;

/** The values of a stream of JSON texts, one a line. @throws invalid for a line that is none. */
export async function* jsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) {
      throw new FleetError('invalid', `the Engine sent a line of more than ${longestLine} bytes`);
    }
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
}
