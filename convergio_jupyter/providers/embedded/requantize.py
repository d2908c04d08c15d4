"""Re-encodes a GGUF file to Q8_0, in a process of its own: ``python -m … SOURCE TARGET``.

llama.cpp computes Q4_1 about a quarter slower than Q8_0 and reads prompts half as fast; from a four-bit source the
step to Q8_0 loses nothing that can be measured. Prints ``done total`` in tensors, one pair a line, for a progress bar.
"""

from __future__ import annotations

import sys

import gguf
from gguf.quants import dequantize, quantize


def main(source: str, target: str) -> None:
    reader = gguf.GGUFReader(source)
    architecture = reader.fields["general.architecture"].contents()
    writer = gguf.GGUFWriter(target, architecture)
    _copy_fields(reader, writer)
    for done, tensor in enumerate(reader.tensors, start=1):
        kind = gguf.GGMLQuantizationType
        if tensor.tensor_type in (kind.F32, kind.F16, kind.Q8_0):
            writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.tensor_type)
        else:
            data = quantize(dequantize(tensor.data, tensor.tensor_type), kind.Q8_0)
            writer.add_tensor(tensor.name, data, raw_dtype=kind.Q8_0)
        print(done, len(reader.tensors), flush=True)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _copy_fields(reader: gguf.GGUFReader, writer: gguf.GGUFWriter) -> None:
    for field in reader.fields.values():
        if field.name == "general.architecture" or field.name.startswith("GGUF."):
            continue
        if field.name == "general.file_type":
            writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
            continue
        sub_type = field.types[-1] if field.types[0] == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, field.contents(), field.types[0], sub_type=sub_type)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
