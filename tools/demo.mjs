// Sets everything up, then shows it: three real Docker Engines become one swarm with working overlay networks.
//
//   npm run demo             on a terminal, keeps the lab up until Ctrl-C
//   npm run demo -- --once   cleans up at once and ends with the result

import { runPrepared } from './lib/prepared.mjs';

runPrepared('apps/e2e/src/demo.ts');
