// Sets everything up, then compares: what Muster costs beside the bare Engine API, in one run.
//
//   npm run bench            16, 64 and 128 hosts, and the agent's memory
//   npm run bench -- 16      only that many hosts

import { runPrepared } from './lib/prepared.mjs';

runPrepared('apps/e2e/src/bench/bench.ts');
