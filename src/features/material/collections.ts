import type { Material, Upload } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    materials: Material
    material_uploads: Upload
  }
}
