using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>Finds what stands in for the missing values of a column.</summary>
internal abstract class ReplacementLearner
{
    public abstract void AddRow();

    public abstract Replacement Finish();

    public static ReplacementLearner Create(DataViewRow row, DataViewSchema.Column column, MissingValueReplacingEstimator.ReplacementMode mode, bool imputeBySlot) =>
        column.Type.ItemOrSelf.RawType == typeof(float) ? new Of<float>(row, column, mode, imputeBySlot)
        : column.Type.ItemOrSelf.RawType == typeof(double) ? new Of<double>(row, column, mode, imputeBySlot)
        : throw SchemaErrors.Mismatch("input", "input", column.Name, "Single, Double or vector of them", column.Type.ToString()!);

    private sealed class Of<T> : ReplacementLearner
        where T : struct, IFloatingPointIeee754<T>
    {
        private readonly bool _isVector;
        private readonly MissingValueReplacingEstimator.ReplacementMode _mode;
        private readonly Action _add;
        private readonly SlotValues<T>[] _slots; // one for the column, or one per slot

        public Of(DataViewRow row, DataViewSchema.Column column, MissingValueReplacingEstimator.ReplacementMode mode, bool imputeBySlot)
        {
            _mode = mode;
            _isVector = column.Type is VectorDataViewType;
            bool bySlot = imputeBySlot && column.Type is VectorDataViewType { IsKnownSize: true };
            _slots = [.. Enumerable.Range(0, bySlot ? column.Type.ValueCount : 1).Select(_ => new SlotValues<T>(mode))];
            if (_isVector)
            {
                ValueGetter<VBuffer<T>> getVector = row.GetGetter<VBuffer<T>>(column);
                VBuffer<T> vector = default;
                _add = () =>
                {
                    getVector(ref vector);
                    AddVector(vector);
                };
            }
            else
            {
                ValueGetter<T> getValue = row.GetGetter<T>(column);
                T value = default;
                _add = () =>
                {
                    getValue(ref value);
                    _slots[0].Add(value);
                };
            }
        }

        public override void AddRow() => _add();

        public override Replacement Finish() => new Replacement<T>([.. _slots.Select(s => s.Result(_mode))]);

        private void AddVector(in VBuffer<T> vector)
        {
            ReadOnlySpan<T> values = vector.GetValues();
            ReadOnlySpan<int> indices = vector.GetIndices();
            int next = 0;
            for (int slot = 0; slot < vector.Length; slot++)
            {
                bool isStored = vector.IsDense || (next < indices.Length && indices[next] == slot);
                _slots[_slots.Length == 1 ? 0 : slot].Add(isStored ? values[next++] : T.Zero);
            }
        }
    }
}
