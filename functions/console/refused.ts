export { refusedError, sayRefusal } from '../../shared/web/refused.ts'
