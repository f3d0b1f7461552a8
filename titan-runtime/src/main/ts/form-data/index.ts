/** FormData, and the multipart form that stands for it in a body. */
export { FormData, isForm } from './form';
export { decodeForm, encodeForm } from './multipart';
