export {
  createMachineProbe,
  gossipPortNumber,
  type MachineProbe,
  type MachineProbeOptions,
} from './machine-probe.js';
