using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A handle on values that lives until it is disposed, by hand or by a <see cref="DisposeScope"/>; the values live until their last handle does.</summary>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount;
        private static long s_peakCount;

        private TensorLease? _lease;

        /// <summary>Takes over the caller's reference and joins the thread's innermost dispose scope.</summary>
        internal Tensor(TensorData data)
        {
            _lease = TensorLease.Take(data);
            long count = Interlocked.Increment(ref s_totalCount);
            if (count > s_peakCount)
            {
                s_peakCount = count;
            }
            DisposeScopeManager.OfThread.Register(this);
        }

        /// <summary>Handles that are not disposed, of all threads.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        public static long PeakCount => Interlocked.Read(ref s_peakCount);

        public bool IsInvalid => _lease is null;

        /// <summary>The values; the handle keeps its reference.</summary>
        internal TensorData Data
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Lease.Data;
        }

        internal DisposeScope? OwningScope => _lease?.Scope;

        internal TensorLease Lease
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _lease ?? throw new InvalidOperationException("Tensor invalid -- empty handle.");
        }

        public string? name
        {
            get => Data.Name;
            set => Data.Name = value;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (_lease is not null)
            {
                MoveData().Dispose();
            }
        }

        /// <summary>Leaves this handle empty and passes its reference on.</summary>
        internal TensorData MoveData()
        {
            TensorLease lease = Lease;
            DisposeScopeManager.OfThread.CountDisposal(lease.Scope is not null);
            lease.Scope?.Remove(this);
            Interlocked.Decrement(ref s_totalCount);
            _lease = null;
            return lease.GiveBack();
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningScope!);

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (OwningScope is null)
            {
                other?.Attach(this);
            }
            else
            {
                OwningScope.MoveToOther(other, this);
            }
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Detach(this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
    }
}
