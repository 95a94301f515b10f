import { serve, serveVerb } from './vm/server.js';

const [, , verb, address = ''] = process.argv;
// Inside of a VM this file is the other side of the lab. Nothing that typing needs is loaded there: an emulated processor
// would take seconds for it.
if (verb === serveVerb) serve(address);
else await import('./typed.js');
