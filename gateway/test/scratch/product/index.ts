export { product } from './form.ts'
