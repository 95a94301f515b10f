export { engineRestart } from './engine-restart.js';
export {
  createMachineProbe,
  gossipPortNumber,
  type MachineProbe,
  type MachineProbeOptions,
} from './machine-probe.js';
