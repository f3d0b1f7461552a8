/** The errors that keep their class between a service and its client. */
export * from './netron-errors';
export { registerError, revive, wireName, type ErrorParts } from './registry';
export { FIELDS, TitanError, type TitanErrorOptions } from './titan-error';
