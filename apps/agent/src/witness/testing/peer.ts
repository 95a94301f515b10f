import { createInterface } from 'node:readline';
import type { ActionOf } from '@muster/protocol';
import { FleetError } from '@muster/kernel';
import { createPortCheck } from '../index.js';

// An agent's part in port checks by itself: takes requests as lines of JSON, and answers them likewise.

type Request = {
  readonly id: number;
  readonly action: ActionOf<'openWitness' | 'sendProbes' | 'collectWitness'>;
};

const portCheck = createPortCheck();
const signal = new AbortController().signal;

function perform({ action }: Request): Promise<unknown> {
  switch (action.kind) {
    case 'openWitness':
      return portCheck.open(action.args, signal);
    case 'sendProbes':
      return portCheck.send(action.args, signal);
    case 'collectWitness':
      return portCheck.collect(action.args, signal);
  }
}

async function answer(line: string): Promise<void> {
  const request = JSON.parse(line) as Request;
  const { id } = request;
  const reply = await perform(request).then(
    (value) => ({ id, value }),
    (thrown: unknown) => {
      const { code, message } = FleetError.from(thrown);
      return { id, error: { code, message } };
    },
  );
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

process.stdout.write(`${JSON.stringify({ id: 0 })}\n`);
for await (const line of createInterface({ input: process.stdin })) void answer(line);
await portCheck.close();
