export { createPortCheck, type PortCheck } from './port-check.js';
