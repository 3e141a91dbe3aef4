namespace MultimodalML.Visualization;

/// <summary>Points of the plane in nested squares, so that a far square can stand for all its points.</summary>
/// <remarks>Source: Barnes and Hut, Nature 324, 1986; as used by van der Maaten 2014, section 4.2. Its memory is kept from one <see cref="Build"/> to the next.</remarks>
internal sealed class QuadTree
{
    private const int MaxDepth = 48; // points closer than 2⁻⁴⁸ of the whole share a leaf

    private Cell[] _cells = new Cell[64];
    private Node[] _nodes = new Node[64];
    private int _count;
    private int _nodeCount;

    /// <param name="x">At least one point.</param>
    /// <param name="y">As many.</param>
    /// <param name="theta">Side of a square over its distance below which it stands for its points: 0 to 0.7, so that a point is never far from a square that holds it.</param>
    public void Build(double[] x, double[] y, double theta)
    {
        (double left, double right, double bottom, double top) = (x.Min(), x.Max(), y.Min(), y.Max());
        double half = (Math.Max(right - left, top - bottom) / 2 * 1.0001) + double.Epsilon; // never 0
        _count = 0;
        Add((left + right) / 2, (bottom + top) / 2, half);
        for (int i = 0; i < x.Length; i++)
        {
            Insert(x[i], y[i]);
        }
        if (_nodes.Length < _count)
        {
            _nodes = new Node[_cells.Length];
        }
        _nodeCount = 0;
        Flatten(0, 1 / (theta * theta));
    }

    /// <summary>Σ (1 + d²)⁻² (at − point) and Σ (1 + d²)⁻¹ over all points but the one at (x, y) itself.</summary>
    public (double X, double Y, double Similarity) Repulsion(double x, double y)
    {
        (double sumX, double sumY, double sum) = (0, 0, -1); // the point itself, which the tree holds too, gives 1 and no force
        ReadOnlySpan<Node> nodes = _nodes.AsSpan(0, _nodeCount);
        for (int at = 0; at < nodes.Length;)
        {
            ref readonly Node node = ref nodes[at];
            (double dx, double dy) = (x - node.X, y - node.Y);
            double distance = (dx * dx) + (dy * dy);
            if (distance < node.Opens)
            {
                at++;
                continue;
            }

            double similarity = 1 / (1 + distance);
            double force = node.Points * similarity;
            sum += force;
            force *= similarity;
            sumX += force * dx;
            sumY += force * dy;
            at = node.Next;
        }
        return (sumX, sumY, sum);
    }

    /// <summary>Lays the cells out in the order of a walk that opens all.</summary>
    private void Flatten(int at, double inverseSquaredTheta)
    {
        ref Cell cell = ref _cells[at];
        int position = _nodeCount++;
        double side = 2 * cell.Half;
        for (int child = 0; child < 4 && cell.FirstChild > 0; child++)
        {
            if (_cells[cell.FirstChild + child].Points > 0)
            {
                Flatten(cell.FirstChild + child, inverseSquaredTheta);
            }
        }
        _nodes[position] = new Node
        {
            X = cell.SumX / cell.Points,
            Y = cell.SumY / cell.Points,
            Opens = cell.FirstChild > 0 ? side * side * inverseSquaredTheta : 0,
            Points = cell.Points,
            Next = _nodeCount,
        };
    }

    private void Insert(double x, double y)
    {
        int at = 0;
        for (int depth = 0; ; depth++)
        {
            if (_cells[at].FirstChild == 0)
            {
                ref Cell leaf = ref _cells[at];
                bool same = leaf.Points > 0 && leaf.FirstX == x && leaf.FirstY == y;
                if (leaf.Points == 0 || same || depth == MaxDepth)
                {
                    if (leaf.Points == 0)
                    {
                        (leaf.FirstX, leaf.FirstY) = (x, y);
                    }
                    leaf.Take(x, y, 1);
                    return;
                }
                Split(at);
            }

            _cells[at].Take(x, y, 1);
            at = Child(at, x, y);
        }
    }

    /// <summary>Gives a leaf four children and moves its points, all at one place, into one of them.</summary>
    private void Split(int at)
    {
        (double x, double y, double quarter) = (_cells[at].CentreX, _cells[at].CentreY, _cells[at].Half / 2);
        int first = Add(x - quarter, y - quarter, quarter);
        Add(x + quarter, y - quarter, quarter);
        Add(x - quarter, y + quarter, quarter);
        Add(x + quarter, y + quarter, quarter);
        _cells[at].FirstChild = first;
        ref Cell parent = ref _cells[at];
        ref Cell child = ref _cells[Child(at, parent.FirstX, parent.FirstY)];
        (child.FirstX, child.FirstY) = (parent.FirstX, parent.FirstY);
        child.Take(parent.FirstX, parent.FirstY, parent.Points);
    }

    private int Child(int at, double x, double y) =>
        _cells[at].FirstChild + (x > _cells[at].CentreX ? 1 : 0) + (y > _cells[at].CentreY ? 2 : 0);

    private int Add(double x, double y, double half)
    {
        if (_count == _cells.Length)
        {
            Array.Resize(ref _cells, 2 * _count);
        }
        _cells[_count] = new Cell { CentreX = x, CentreY = y, Half = half };
        return _count++;
    }

    /// <summary>A cell as the walk needs it.</summary>
    private struct Node
    {
        public double X, Y;

        /// <summary>Squared distance below which the walk goes on to the next node, the first inside this one; else it goes to <see cref="Next"/>.</summary>
        public double Opens;

        public int Points, Next;
    }

    private struct Cell
    {
        public double CentreX, CentreY, Half, SumX, SumY, FirstX, FirstY;
        public int Points, FirstChild;

        public void Take(double x, double y, int points)
        {
            SumX += points * x;
            SumY += points * y;
            Points += points;
        }
    }
}
